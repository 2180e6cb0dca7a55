/* SPDX-License-Identifier: Apache-2.0
 *
 * Learns to cut addresses: a semi-Markov conditional random field (Sarawagi & Cohen 2004), gradient
 * steps by AdaGrad, features dropped by chance while learning. Run by bench/learn_addresses.py:
 * reads tr.bin and dv.bin of its folder, writes the weights; the seed is given, so it can be done
 * again. Arguments: passes, rate, decay of weights, fading of the rate, seed, file, share dropped.
 * Labels: M; longest part: L. Both must be those of yingda/hints/addresses.py.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#define M 21
#define L 24
typedef double D;
typedef struct{int n;int **tf;int *nt;int **wf;int *nw;int ng;int *g;}S;
static int*rd(const char*p,long*sz){FILE*f=fopen(p,"rb");fseek(f,0,SEEK_END);*sz=ftell(f)/4;rewind(f);int*b=malloc(*sz*4);if(fread(b,4,*sz,f)!=(size_t)*sz)exit(1);fclose(f);return b;}
static S*load(const char*p,int*N,int*F,int*G){long sz;int*b=rd(p,&sz);int*q=b;*N=*q++;*F=*q++;*G=*q++;S*s=calloc(*N,sizeof(S));
 for(int i=0;i<*N;i++){S*x=s+i;x->n=*q++;x->tf=malloc(sizeof(int*)*x->n);x->nt=malloc(4*x->n);for(int t=0;t<x->n;t++){x->nt[t]=*q++;x->tf[t]=q;q+=x->nt[t];}
  x->wf=calloc(x->n*L,sizeof(int*));x->nw=calloc(x->n*L,4);
  for(int e=1;e<=x->n;e++)for(int st=e>L?e-L:0;st<e;st++){int k=(e-1)*L+(e-st-1);x->nw[k]=*q++;x->wf[k]=q;q+=x->nw[k];}
  x->ng=*q++;x->g=q;q+=3*x->ng;}
 return s;}
static float*W,*WW,*T,*GW,*GWW,*GT; static int F,G;
static unsigned seedv;static unsigned drop;
#define OFF(id) (drop&&((((unsigned)(id)*2654435761u)^seedv)*2246822519u>>24)<drop)
#define MAXN 130
static D beg[MAXN][M],cum[MAXN+1][M],seg[MAXN*L][M];
static void scores(S*x){int n=x->n;memset(cum[0],0,sizeof cum[0]);
 for(int t=0;t<n;t++){D v[2*M];memset(v,0,sizeof v);for(int k=0;k<x->nt[t];k++){if(OFF(x->tf[t][k]))continue;float*w=W+(long)x->tf[t][k]*2*M;for(int m=0;m<2*M;m++)v[m]+=w[m];}
  for(int m=0;m<M;m++){beg[t][m]=v[m];cum[t+1][m]=cum[t][m]+v[M+m];}}
 for(int e=1;e<=n;e++)for(int s=e>L?e-L:0;s<e;s++){int k=(e-1)*L+(e-s-1);D*o=seg[k];for(int m=0;m<M;m++)o[m]=beg[s][m]+cum[e][m]-cum[s+1][m];
  for(int j=0;j<x->nw[k];j++){if(OFF(x->wf[k][j]))continue;float*w=WW+(long)x->wf[k][j]*M;for(int m=0;m<M;m++)o[m]+=w[m];}}}
static int viterbi(S*x,int*out){int n=x->n;static D top[MAXN+1][M],came[MAXN+1][M];static int bg[MAXN+1][M],led[MAXN+1][M];scores(x);
 for(int m=0;m<M;m++)came[0][m]=T[M*M+m];
 for(int e=1;e<=n;e++){for(int m=0;m<M;m++)top[e][m]=-1e18;
  for(int s=e>L?e-L:0;s<e;s++){D*o=seg[(e-1)*L+(e-s-1)];for(int m=0;m<M;m++){D v=o[m]+came[s][m];if(v>top[e][m]){top[e][m]=v;bg[e][m]=s;}}}
  for(int m=0;m<M;m++){D b=-1e18;int w=0;for(int p=0;p<M;p++){D v=top[e][p]+T[p*M+m];if(v>b){b=v;w=p;}}came[e][m]=b;led[e][m]=w;}}
 int lab=0;for(int m=1;m<M;m++)if(top[n][m]>top[n][lab])lab=m;int k=0,e=n;while(e>0){int s=bg[e][lab];out[k*3]=s;out[k*3+1]=e;out[k*3+2]=lab;k++;lab=led[s][lab];e=s;}return k;}
static D lse(D*a,int n){D m=a[0];for(int i=1;i<n;i++)if(a[i]>m)m=a[i];D s=0;for(int i=0;i<n;i++)s+=exp(a[i]-m);return m+log(s);}
static D lr,l2,dropw;
static void up(float*w,float*g,long i,D gr){gr-=l2*w[i];g[i]+=gr*gr;w[i]+=lr*gr/sqrt(1e-2+g[i]);}
static D train1(S*x){int n=x->n;static D A[MAXN+1][M],IN[MAXN+1][M],B[MAXN+1][M],OUT[MAXN+1][M];
 scores(x);D buf[L*M];
 // IN[s][m]: logsum of arriving at s then label m begins ; A[e][m]: ends at e with m
 for(int m=0;m<M;m++)IN[0][m]=T[M*M+m];
 for(int e=1;e<=n;e++){for(int m=0;m<M;m++){int c=0;for(int s=e>L?e-L:0;s<e;s++)buf[c++]=seg[(e-1)*L+(e-s-1)][m]+IN[s][m];A[e][m]=lse(buf,c);}
  for(int m=0;m<M;m++){for(int p=0;p<M;p++)buf[p]=A[e][p]+T[p*M+m];IN[e][m]=lse(buf,M);}}
 D Z=lse(A[n],M);
 // OUT[e][m]: logsum of continuing after label m ended at e ; B[s][m]: from s with label m begins
 for(int m=0;m<M;m++)OUT[n][m]=0;
 for(int s=n-1;s>=0;s--){for(int m=0;m<M;m++){int c=0;for(int e=s+1;e<=n&&e<=s+L;e++)buf[c++]=seg[(e-1)*L+(e-s-1)][m]+OUT[e][m];B[s][m]=lse(buf,c);}
  if(s>0)for(int m=0;m<M;m++){for(int p=0;p<M;p++)buf[p]=B[s][p]+T[m*M+p];OUT[s][m]=lse(buf,M);}}
 static D gb[MAXN][M],gc[MAXN+2][M];memset(gb,0,sizeof gb);memset(gc,0,sizeof gc);
 static D gs[MAXN*L][M];
 for(int e=1;e<=n;e++)for(int s=e>L?e-L:0;s<e;s++){int k=(e-1)*L+(e-s-1);for(int m=0;m<M;m++){D p=exp(IN[s][m]+seg[k][m]+OUT[e][m]-Z);gs[k][m]=-p;}}
 D ll=-Z;int prev=M;
 static D gt[(M+1)*M];memset(gt,0,sizeof gt);
 for(int m=0;m<M;m++)gt[M*M+m]-=exp(T[M*M+m]+B[0][m]-Z);
 for(int e=1;e<n;e++)for(int p=0;p<M;p++)for(int m=0;m<M;m++)gt[p*M+m]-=exp(A[e][p]+T[p*M+m]+B[e][m]-Z);
 for(int i=0;i<x->ng;i++){int s=x->g[3*i],e=x->g[3*i+1],m=x->g[3*i+2];int k=(e-1)*L+(e-s-1);gs[k][m]+=1;ll+=seg[k][m]+T[prev*M+m];gt[prev*M+m]+=1;prev=m;}
 for(int e=1;e<=n;e++)for(int s=e>L?e-L:0;s<e;s++){int k=(e-1)*L+(e-s-1);D big=0;for(int m=0;m<M;m++)if(fabs(gs[k][m])>big)big=fabs(gs[k][m]);if(big<1e-3)continue;
  for(int m=0;m<M;m++){D g=gs[k][m];if(fabs(g)<1e-4)continue;gb[s][m]+=g;gc[s+1][m]+=g;gc[e][m]-=g;for(int j=0;j<x->nw[k];j++)if(!OFF(x->wf[k][j]))up(WW,GWW,(long)x->wf[k][j]*M+m,g);}}
 D run[M];memset(run,0,sizeof run);
 for(int t=0;t<n;t++){for(int m=0;m<M;m++)run[m]+=gc[t][m];
  for(int k=0;k<x->nt[t];k++){if(OFF(x->tf[t][k]))continue;long b=(long)x->tf[t][k]*2*M;for(int m=0;m<M;m++){if(fabs(gb[t][m])>1e-4)up(W,GW,b+m,gb[t][m]);if(fabs(run[m])>1e-4)up(W,GW,b+M+m,run[m]);}}}
 for(int i=0;i<(M+1)*M;i++)if(fabs(gt[i])>1e-4)up(T,GT,i,gt[i]);
 return ll;}
static void eval(S*s,int N,const char*nm){long tp=0,np=0,ng=0;int out[3*MAXN];for(int i=0;i<N;i++){if(s[i].n>=MAXN)continue;int k=viterbi(s+i,out);np+=k;ng+=s[i].ng;for(int a=0;a<k;a++)for(int b=0;b<s[i].ng;b++)if(!memcmp(out+3*a,s[i].g+3*b,12))tp++;}
 printf("%s F1 %.4f P %.4f R %.4f\n",nm,2.0*tp/(np+ng),(D)tp/np,(D)tp/ng);fflush(stdout);}
int main(int c,char**v){int N,Nd,f2,g2;S*tr=load("tr.bin",&N,&F,&G),*dv=load("dv.bin",&Nd,&f2,&g2);int ep=atoi(v[1]);lr=atof(v[2]);l2=atof(v[3]);D dec=atof(v[4]);srand(atoi(v[5]));unsigned dd=atof(v[7])*256;
 W=calloc((long)F*2*M,4);GW=calloc((long)F*2*M,4);WW=calloc((long)G*M,4);GWW=calloc((long)G*M,4);T=calloc((M+1)*M,4);GT=calloc((M+1)*M,4);
 int*o=malloc(4*N);for(int i=0;i<N;i++)o[i]=i;
 for(int e=0;e<ep;e++){for(int i=N-1;i>0;i--){int j=rand()%(i+1);int t=o[i];o[i]=o[j];o[j]=t;}D ll=0;drop=dd;for(int i=0;i<N;i++)if(tr[o[i]].n<MAXN){seedv=rand();ll+=train1(tr+o[i]);}drop=0;
 if(dd){D k=1-dd/256.0;for(long i=0;i<(long)F*2*M;i++)W[i]*=k;for(long i=0;i<(long)G*M;i++)WW[i]*=k;}printf("ep %d ll %.1f lr %.3f ",e,ll/N,lr);if(e%2==1||e==ep-1)eval(dv,Nd,"dev");else puts("");if(dd&&e<ep-1){D k=1/(1-dd/256.0);for(long i=0;i<(long)F*2*M;i++)W[i]*=k;for(long i=0;i<(long)G*M;i++)WW[i]*=k;}lr*=dec;}
 if(c>6){FILE*f=fopen(v[6],"wb");fwrite(W,4,(long)F*2*M,f);fwrite(WW,4,(long)G*M,f);fwrite(T,4,(M+1)*M,f);fclose(f);}
 return 0;}
